using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a parameter's value comes from when nobody gives one.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();

    /// <summary>Tells the deployer how to make one.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);
}

/// <summary>A random text from the kinds of characters that are allowed.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Letters that are easily taken for one another, or that shells and connection strings give a meaning, are left out.
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <summary>How many characters at least.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether lower-case letters occur.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper-case letters occur.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits occur.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether special characters occur.</summary>
    public bool Special { get; set; } = true;

    /// <inheritdoc />
    public override string GetDefaultValue()
    {
        var characters = (Lower ? LowerCharacters : "") + (Upper ? UpperCharacters : "") + (Numeric ? Digits : "") + (Special ? SpecialCharacters : "");
        return RandomNumberGenerator.GetString(characters, Math.Max(MinLength, 1));
    }

    /// <inheritdoc />
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        WriteIfFalse("lower", Lower);
        WriteIfFalse("upper", Upper);
        WriteIfFalse("numeric", Numeric);
        WriteIfFalse("special", Special);
        writer.WriteEndObject();

        void WriteIfFalse(string name, bool value)
        {
            if (!value)
            {
                writer.WriteBoolean(name, value);
            }
        }
    }
}
