namespace Aspire.Hosting;

/// <summary>Something about the application is wrong; the message says what.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>With a message for people.</summary>
    public DistributedApplicationException(string message)
        : base(message) { }

    /// <summary>With a message for people and the cause.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner) { }
}

/// <summary>Nobody gave a parameter its value.</summary>
public class MissingParameterValueException(string message) : DistributedApplicationException(message);
