using System.Text.Json;
using System.Text.Json.Serialization;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Bundles;

/// <summary>How bundles are read and their parts are written: the HTTP shape.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(PollKindConverter)])]
[JsonSerializable(typeof(SignedBundle))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(BundledLedger))]
[JsonSerializable(typeof(BundledResult))]
[JsonSerializable(typeof(BundleSignature))]
public sealed partial class PollBundleJson : JsonSerializerContext;
