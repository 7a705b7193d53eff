namespace Aspire.Hosting.Dcp;

/// <summary>How to reach a DCP session, from the file that it writes when it is ready.</summary>
internal sealed record DcpAccess(Uri Server, string Token, X509Certificate2 Authority)
{
    /// <summary>Null while the file is not there or not complete.</summary>
    public static DcpAccess? TryRead(string kubeconfig)
    {
        var lines = File.Exists(kubeconfig) ? File.ReadAllLines(kubeconfig) : [];
        return Value("server") is { } server && Value("token") is { Length: >= 32 } token
            && Value("certificate-authority-data") is { } authority
            ? new(new(server), token, X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(authority))))
            : null;

        string? Value(string key) => lines.Select(line => line.Trim(' ', '-').Split(": ", 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0] == key)?[1].Trim(' ', '"');
    }

    /// <summary>Writes a certificate for one session. DCP would make an RSA one itself, which takes seconds.</summary>
    public static void WriteCertificate(string certificatePath, string keyPath)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
    }
}
