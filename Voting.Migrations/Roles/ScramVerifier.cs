using System.Security.Cryptography;
using System.Text;

namespace Voting.Migrations.Roles;

/// <summary>
/// A password as PostgreSQL stores it (SCRAM-SHA-256, RFC 5803 as PostgreSQL writes it), so that the password itself
/// never stands in a statement, where a server log could keep it.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4_096;

    /// <param name="password">ASCII, as our generated passwords are; SASLprep would change nothing in it.</param>
    public static string Create(string password) => Create(password, RandomNumberGenerator.GetBytes(16));

    public static string Create(string password, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(Key(salted, "Client Key"));
        var serverKey = Key(salted, "Server Key");
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }

    private static byte[] Key(byte[] salted, string name) => HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes(name));
}
