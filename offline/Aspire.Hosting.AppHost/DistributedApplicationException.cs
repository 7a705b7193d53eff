namespace Aspire.Hosting;

/// <summary>Something about the application is wrong; the message says what.</summary>
public class DistributedApplicationException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Nobody gave a parameter its value.</summary>
public class MissingParameterValueException(string message) : DistributedApplicationException(message);
