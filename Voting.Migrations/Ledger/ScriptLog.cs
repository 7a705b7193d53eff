using System.Globalization;
using DbUp.Engine.Output;

namespace Voting.Migrations.Ledger;

/// <summary>What DbUp says, among this program's logs. Its errors are thrown as well, and logged where they are caught.</summary>
internal sealed class ScriptLog(ILogger logger) : IUpgradeLog
{
    public void LogInformation(string format, params object[] args) => Log.Script(logger, LogLevel.Information, Text(format, args));

    public void LogWarning(string format, params object[] args) => Log.Script(logger, LogLevel.Warning, Text(format, args));

    public void LogTrace(string format, params object[] args) => Log.Script(logger, LogLevel.Trace, Text(format, args));

    public void LogDebug(string format, params object[] args) => Log.Script(logger, LogLevel.Debug, Text(format, args));

    public void LogError(string format, params object[] args) => Log.Script(logger, LogLevel.Debug, Text(format, args));

    public void LogError(Exception ex, string format, params object[] args) => Log.Script(logger, LogLevel.Debug, Text(format, args));

    private static string Text(string format, object[] args) => string.Format(CultureInfo.InvariantCulture, format, args);
}
