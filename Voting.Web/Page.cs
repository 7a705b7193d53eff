using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Voting.Web;

/// <summary>Answers with a page that no cache keeps: every page here is about one reader or one moment.</summary>
public static class Page
{
    /// <summary>The component <typeparamref name="TPage"/> as a whole page.</summary>
    public static RazorComponentResult<TPage> Show<TPage>(HttpContext context, int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.CacheControl = "no-store";
        return new(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal)) { StatusCode = status };
    }

    /// <summary>Says when another attempt makes sense, in whole seconds.</summary>
    public static void RetryAfter(HttpContext context, TimeSpan delay)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
