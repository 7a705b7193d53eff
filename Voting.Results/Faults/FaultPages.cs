using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Results.Components.Pages;

namespace Voting.Results.Faults;

/// <summary>A page for every answer that has none.</summary>
internal static class FaultPages
{
    public static void UseFaultPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ShowAsync,
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages(pages => ShowAsync(pages.HttpContext));
    }

    private static async Task ShowAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var page = new RazorComponentResult<Fault>(
            new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Fault.Status)] = context.Response.StatusCode })
        { StatusCode = context.Response.StatusCode };
        await page.ExecuteAsync(context);
    }
}
