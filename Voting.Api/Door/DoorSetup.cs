using System.Text.Json;
using System.Text.Json.Serialization;
using Voting.Api.Ballots;
using Voting.Api.Polls;
using Voting.Api.Results;

namespace Voting.Api.Door;

internal static class DoorSetup
{
    private const long MaxBodyBytes = 64 * 1024;

    public static void AddDoor(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.Services.AddOptions<DoorOptions>().BindConfiguration(DoorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<OrganiserOptions>().BindConfiguration(OrganiserOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = problem => problem.ProblemDetails.Detail ??= Problems.Reason(problem.ProblemDetails.Status));
        builder.Services.AddExceptionHandler<StoreFailures>();
        // Always thrown, in Development and Production alike, so that StoreFailures can say what is wrong with the body.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, HttpJson.Default);
            options.SerializerOptions.Converters.Add(new PollKindConverter());
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.MaxDepth = 8;
        });
        builder.Services.AddOpenApi("v1", options => options.AddSchemaTransformer((schema, context, _) =>
        {
            // Read as text, so that what is wrong with a time can be said; it is a date-time all the same.
            if (context.JsonPropertyInfo is { Name: "opensAt" or "closesAt" })
            {
                schema.Format = "date-time";
            }

            return Task.CompletedTask;
        }));
        builder.Services.AddSingleton(TimeProvider.System);
    }

    public static void UseDoor(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<OrganiserGate>();
    }
}

/// <summary>Everything that travels over HTTP, generated: no reflection on the way of a vote.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CastBallot))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(BallotStatus))]
[JsonSerializable(typeof(PollDraft))]
[JsonSerializable(typeof(Poll))]
[JsonSerializable(typeof(IReadOnlyList<Poll>))]
[JsonSerializable(typeof(PollResults))]
[JsonSerializable(typeof(Balance))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class HttpJson : JsonSerializerContext;
