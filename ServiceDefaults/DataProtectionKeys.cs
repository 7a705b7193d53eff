using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>The keys that sign and encrypt cookies and antiforgery tokens, the same in every replica and after every restart, without a store for them.</summary>
public static class DataProtectionKeys
{
    private const string Section = "Session";

    /// <summary>Derives the data-protection keys from the secrets in <c>Session:Keys</c> (see <see cref="KeyLists"/>): the first protects, all unprotect.</summary>
    /// <exception cref="InvalidConfigurationException">There is no secret, or one is too short.</exception>
    public static void AddSessionKeys(this IHostApplicationBuilder builder)
    {
        var secrets = builder.RequireKeys(Section);
        builder.Services.AddDataProtection()
            .SetApplicationName("voting")
            .DisableAutomaticKeyGeneration();
        builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new DerivedKeys(secrets));
    }

    private sealed class DerivedKeys(IReadOnlyList<string> secrets) : IXmlRepository
    {
        private static readonly DateTimeOffset _activation = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public IReadOnlyCollection<XElement> GetAllElements() => [.. secrets.Select((secret, index) => Element(secret, secrets.Count - index))];

        // A new secret is a new key; there is nothing to keep.
        public void StoreElement(XElement element, string friendlyName)
            => throw new NotSupportedException("The session keys are derived from Session:Keys and never stored.");

        // Data protection protects with the key that was activated last, so the first of the list has the highest rank.
        private static XElement Element(string secret, int rank)
        {
            var input = Encoding.UTF8.GetBytes(secret);
            var descriptor = new AuthenticatedEncryptorDescriptor(
                new AuthenticatedEncryptorConfiguration
                {
                    EncryptionAlgorithm = EncryptionAlgorithm.AES_256_CBC,
                    ValidationAlgorithm = ValidationAlgorithm.HMACSHA256,
                },
                new Secret(Derive(input, 64, "voting session key"))).ExportToXml();

            return new XElement(
                "key",
                new XAttribute("id", new Guid(Derive(input, 16, "voting session key id"))),
                new XAttribute("version", 1),
                new XElement("creationDate", _activation),
                new XElement("activationDate", _activation.AddDays(rank)),
                new XElement("expirationDate", "2999-01-01T00:00:00Z"),
                new XElement(
                    "descriptor",
                    new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!),
                    descriptor.SerializedDescriptorElement));
        }

        private static byte[] Derive(byte[] input, int length, string purpose)
            => HKDF.DeriveKey(HashAlgorithmName.SHA256, input, length, info: Encoding.UTF8.GetBytes(purpose));
    }
}
