using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Voting.Api.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Http;

/// <summary>What the OpenAPI document says beyond what the endpoints' types tell.</summary>
internal static class OpenApiDocument
{
    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[KeyAuthentication.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The administrator key of the installation, or the host key of the poll.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            {
                operation.Security ??= [];
                operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(KeyAuthentication.SchemeName, context.Document)] = [] });
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context.JsonPropertyInfo?.Name, context.JsonPropertyInfo?.DeclaringType);
            if (context.JsonTypeInfo.Type.IsAssignableTo(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails)))
            {
                // Each error has a code and a trace id beside the standard's members.
                schema.AdditionalPropertiesAllowed = true;
                schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
                schema.Properties[ApiErrors.Code] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What a program decides by, e.g. poll_closed." };
                schema.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Under which the log has this request." };
            }

            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiSchema schema, string? member, Type? owner)
    {
        switch (member)
        {
            // Read as text, so that what is wrong with a time can be said; it is a date-time all the same.
            case "opensAt" or "closesAt":
                schema.Format = "date-time";
                break;
            case "question":
                (schema.MinLength, schema.MaxLength) = (1, PollText.MaxQuestion);
                break;
            case "label":
                (schema.MinLength, schema.MaxLength) = (1, PollText.MaxLabel);
                break;
            case "id" when owner == typeof(PollDraft) || owner == typeof(OptionDraft):
                schema.Pattern = "^[a-z0-9-]{1,40}$";
                break;
            case "voter":
                schema.Pattern = "^[A-Za-z0-9_-]{16,64}$";
                break;
        }
    }
}
