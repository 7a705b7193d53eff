using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Voting.Web;

/// <summary>The headers that tell a browser what an answer may do. They say nothing about how the answer was made, so that pages and data share them.</summary>
public static class SecurityHeaders
{
    /// <summary>For pages: everything comes from this site; nothing inline, no frames, no plugins.</summary>
    public const string Pages =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For answers that are data and never a page.</summary>
    public const string Data = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>A year of HTTPS for who came by it once, and no word about the server.</summary>
    public static void AddSecurityHeaders(this IServiceCollection services)
    {
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>Sets the headers on every answer that follows, errors included. What an answer says itself stays: the gateway passes on the services' own.</summary>
    /// <param name="app">The application.</param>
    /// <param name="contentSecurityPolicy"><see cref="Pages"/> or <see cref="Data"/>.</param>
    public static void UseSecurityHeaders(this WebApplication app, string contentSecurityPolicy = Pages)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.Use((context, next) =>
        {
            // When the answer starts and not before: an exception handler clears the headers that were set until then.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.TryAdd("Content-Security-Policy", contentSecurityPolicy);
                headers.TryAdd("X-Content-Type-Options", "nosniff");
                headers.TryAdd("Referrer-Policy", "same-origin");
                headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
                headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
