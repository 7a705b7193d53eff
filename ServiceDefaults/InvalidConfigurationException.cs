namespace Microsoft.Extensions.Hosting;

/// <summary>The process cannot work as it is configured. Thrown while the host is built, and not meant to be caught.</summary>
/// <param name="message">What is wrong, with the variables that would mend it.</param>
public sealed class InvalidConfigurationException(string message) : Exception(message)
{
    /// <summary>The message alone: .NET prints this text when nobody catches the exception, and whoever reads a container's log needs the variable, not the stack.</summary>
    public override string ToString() => Message;
}
