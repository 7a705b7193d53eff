using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Frontend.Components.Pages;

namespace Voting.Frontend.Faults;

/// <summary>A page for every answer that has none: a wrong address, a form too large, a fault of ours.</summary>
internal static class FaultPages
{
    public static void UseFaultPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ShowAsync,
            StatusCodeSelector = fault => fault switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                InvalidDataException => StatusCodes.Status400BadRequest, // a form with too many or too long fields
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePages(pages => ShowAsync(pages.HttpContext));
    }

    private static async Task ShowAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        context.Response.Headers.CacheControl = "no-store";
        var page = new RazorComponentResult<Fault>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(Fault.Status)] = status,
            [nameof(Fault.WasVote)] = HttpMethods.IsPost(context.Request.Method),
        })
        { StatusCode = status };
        await page.ExecuteAsync(context);
    }
}
