using System.Net.Sockets;

namespace Aspire.Hosting.Redis;

/// <summary>Healthy when the server takes its password and answers PING: a server that still loads its data does not.</summary>
internal sealed class RedisHealthCheck(RedisResource redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var password = await redis.PasswordParameter.GetValueAsync(cancellationToken) ?? "";
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", redis.PrimaryEndpoint.Port, cancellationToken);
            await using var stream = client.GetStream();
            var request = $"*2\r\n$4\r\nAUTH\r\n${Encoding.UTF8.GetByteCount(password)}\r\n{password}\r\n*1\r\n$4\r\nPING\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
            using var reader = new StreamReader(stream);
            var authenticated = await reader.ReadLineAsync(cancellationToken);
            var answered = await reader.ReadLineAsync(cancellationToken);
            return answered == "+PONG"
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"Redis answered: {authenticated} {answered}");
        }
        catch (Exception unreachable) when (unreachable is SocketException or IOException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy($"Redis cannot be reached: {unreachable.Message}");
        }
    }
}
