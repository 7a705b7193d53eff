using System.Text.Json;
using System.Text.Json.Serialization;
using Voting.Api.Hosts;
using Voting.Api.Results;
using Voting.Api.Stores;
using Voting.Contracts.Ballots;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;
using Voting.Web;

namespace Voting.Api.Http;

internal static class HttpServiceCollectionExtensions
{
    // The largest definition that a host may send: 100 labels of 300 characters, escaped.
    private const long MaxBodyBytes = 512 * 1024;

    /// <summary>What every request passes: Kestrel's limits, errors, JSON, keys, rate limits and the OpenAPI document.</summary>
    public static void AddHttpPipeline(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBodyBytes);
        builder.Services.AddSecurityHeaders();
        builder.AcceptOldName("Door:MaxBacklog", "Limits:MaxBacklog");
        builder.AcceptOldName("Door:MaxInProgress", "Limits:MaxInProgress");
        builder.Services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ApiErrors.Complete);
        builder.Services.AddExceptionHandler<StoreExceptionHandler>();
        // Always thrown, in Development and Production alike, so that the handler can say what is wrong with the body.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, HttpJson.Default);
            options.SerializerOptions.Converters.Add(new PollKindConverter());
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            // As deep as the answer with a count; what is sent to the API is shallower.
            options.SerializerOptions.MaxDepth = 16;
        });
        builder.Services.AddRateLimiting();
        builder.AddHosts();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddDeprecation();
        builder.Services.AddSingleton(TimeProvider.System);
    }

    /// <summary>In this order: who is refused is refused before the body is read.</summary>
    public static void UseHttpPipeline(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders(SecurityHeaders.Data);
        app.UseNoStore();
        app.UseDeprecation();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(Deadline.BeginAsync);
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    // What an answer does not say otherwise is nobody's to keep.
    private static void UseNoStore(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.CacheControl.Count == 0)
            {
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}

/// <summary>Everything that travels over HTTP, generated: no reflection on the way of a vote.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CastBallotRequest))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(BallotStatus))]
[JsonSerializable(typeof(PollDraft))]
[JsonSerializable(typeof(Poll))]
[JsonSerializable(typeof(IReadOnlyList<Poll>))]
[JsonSerializable(typeof(ArchiveRequest))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
[JsonSerializable(typeof(AddCodesRequest))]
[JsonSerializable(typeof(NewCodes))]
[JsonSerializable(typeof(RevokeCodesRequest))]
[JsonSerializable(typeof(RevokedCodes))]
[JsonSerializable(typeof(CodeCounts))]
[JsonSerializable(typeof(PollResults))]
[JsonSerializable(typeof(Balance))]
[JsonSerializable(typeof(Reconciliation))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class HttpJson : JsonSerializerContext;
