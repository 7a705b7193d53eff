using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;

namespace Voting.Frontend.Ballots;

/// <summary>Answers with a page that no cache keeps: every one of them is about one voter or one moment.</summary>
internal static class Page
{
    public static RazorComponentResult<TPage> Show<TPage>(HttpContext context, int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return new(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal)) { StatusCode = status };
    }

    public static IResult Unavailable(HttpContext context, Refusal refusal)
    {
        if (refusal.Status == StatusCodes.Status404NotFound)
            return TypedResults.NotFound();

        RetryAfter(context, refusal);
        return Show<Unavailable>(context, StatusCodes.Status503ServiceUnavailable);
    }

    public static void RetryAfter(HttpContext context, Refusal refusal)
    {
        if (refusal.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
