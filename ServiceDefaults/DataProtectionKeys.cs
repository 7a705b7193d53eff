using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>The key that signs and encrypts cookies and antiforgery tokens, the same in every replica and after every restart, without a store for it.</summary>
public static class DataProtectionKeys
{
    /// <summary>Derives the data-protection key from the secret in <c>Session:Key</c>; an absent or short one ends the start with a message that names it.</summary>
    public static void AddSessionKeys(this IHostApplicationBuilder builder)
    {
        if (!SessionOptions.IsLongEnough(builder.Configuration[$"{SessionOptions.Section}:{nameof(SessionOptions.Key)}"]))
            builder.Refuse(SessionOptions.Message);

        builder.Services.AddOptions<SessionOptions>()
            .BindConfiguration(SessionOptions.Section)
            .Validate(options => SessionOptions.IsLongEnough(options.Key), SessionOptions.Message)
            .ValidateOnStart();
        builder.Services.AddDataProtection()
            .SetApplicationName("voting")
            .DisableAutomaticKeyGeneration();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IOptions<SessionOptions>>(
            (keys, session) => keys.XmlRepository = new DerivedKey(session.Value.Key));
    }

    private sealed class DerivedKey(string secret) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            var input = Encoding.UTF8.GetBytes(secret);
            var descriptor = new AuthenticatedEncryptorDescriptor(
                new AuthenticatedEncryptorConfiguration
                {
                    EncryptionAlgorithm = EncryptionAlgorithm.AES_256_CBC,
                    ValidationAlgorithm = ValidationAlgorithm.HMACSHA256,
                },
                new Secret(Derive(input, 64, "voting session key"))).ExportToXml();

            return
            [
                new XElement(
                    "key",
                    new XAttribute("id", new Guid(Derive(input, 16, "voting session key id"))),
                    new XAttribute("version", 1),
                    new XElement("creationDate", "2020-01-01T00:00:00Z"),
                    new XElement("activationDate", "2020-01-01T00:00:00Z"),
                    new XElement("expirationDate", "2999-01-01T00:00:00Z"),
                    new XElement(
                        "descriptor",
                        new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!),
                        descriptor.SerializedDescriptorElement)),
            ];
        }

        // A new secret is a new key; there is nothing to keep.
        public void StoreElement(XElement element, string friendlyName)
            => throw new NotSupportedException("The session key is derived from Session:Key and never stored.");

        private static byte[] Derive(byte[] input, int length, string purpose)
            => HKDF.DeriveKey(HashAlgorithmName.SHA256, input, length, info: Encoding.UTF8.GetBytes(purpose));
    }
}

/// <summary>Section <c>Session</c>.</summary>
internal sealed class SessionOptions
{
    public const string Section = "Session";
    public const string Message = "Session__Key must be a secret of at least 16 characters, the same for every replica";

    public string Key { get; set; } = "";

    public static bool IsLongEnough(string? key) => key is { Length: >= 16 };
}
