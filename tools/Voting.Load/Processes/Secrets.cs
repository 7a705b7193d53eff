namespace Voting.Load.Processes;

/// <summary>Passwords and keys of one run.</summary>
internal sealed class Secrets
{
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);

    public string VoterKey { get; } = New();

    public string SealKey { get; } = New();

    public string OrganiserKey { get; } = New();

    public string SessionKey { get; } = New();

    public string Of(string role)
    {
        if (!_passwords.TryGetValue(role, out var password))
        {
            _passwords[role] = password = New();
        }

        return password;
    }

    private static string New() => $"load{Guid.NewGuid():N}";
}
