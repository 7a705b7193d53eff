using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Voting.Web.Components;

namespace Voting.Web;

/// <summary>A page for every answer that has none: a wrong address, a form too large, a failure of ours.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ShowAsync,
            StatusCodeSelector = exception => exception switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                InvalidDataException => StatusCodes.Status400BadRequest, // a form with too many or too long fields
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePages(pages => ShowAsync(pages.HttpContext));
    }

    private static Task ShowAsync(HttpContext context) =>
        Page.Show<ErrorPage>(
            context,
            context.Response.StatusCode,
            (nameof(ErrorPage.Status), context.Response.StatusCode),
            (nameof(ErrorPage.WasForm), HttpMethods.IsPost(context.Request.Method))).ExecuteAsync(context);
}
