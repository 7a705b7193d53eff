using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Voting.Contracts.Bundles;

/// <summary>
/// JSON in one form, so that equal values are equal bytes (RFC 8785): members sorted by name, no spaces, no escapes but the necessary ones.
/// Numbers are whole or have few decimals here; they are written without an exponent and without zeros at the end.
/// </summary>
public static class CanonicalJson
{
    // Dividing by it drops the zeros at the end of a decimal.
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>The canonical form of a value.</summary>
    public static byte[] Of<T>(T value, JsonTypeInfo<T> type) => Of(JsonSerializer.SerializeToElement(value, type));

    /// <summary>The canonical form of a value.</summary>
    /// <exception cref="JsonException">A number is too large or a text is no text.</exception>
    public static byte[] Of(JsonElement value)
    {
        var text = new ArrayBufferWriter<byte>();
        Write(value, text);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Writes the canonical form of a value.</summary>
    /// <exception cref="JsonException">A number is too large or a text is no text.</exception>
    public static void Write(JsonElement value, IBufferWriter<byte> to)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteList(to, '{', '}', value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal), member =>
                {
                    WriteText(member.Name, to);
                    Raw(":", to);
                    Write(member.Value, to);
                });
                break;
            case JsonValueKind.Array:
                WriteList(to, '[', ']', value.EnumerateArray(), item => Write(item, to));
                break;
            case JsonValueKind.String:
                WriteText(Text(value), to);
                break;
            case JsonValueKind.Number:
                Raw(Number(value), to);
                break;
            default:
                Raw(value.GetRawText(), to);
                break;
        }
    }

    /// <summary>Writes a text: only quotes, backslashes and control characters are escaped.</summary>
    public static void WriteText(string text, IBufferWriter<byte> to)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }

        Raw(quoted.Append('"').ToString(), to);
    }

    private static void WriteList<T>(IBufferWriter<byte> to, char begin, char end, IEnumerable<T> items, Action<T> write)
    {
        Raw(begin.ToString(), to);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                Raw(",", to);
            }

            first = false;
            write(item);
        }

        Raw(end.ToString(), to);
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text has half a surrogate pair.", exception);
        }
    }

    private static string Number(JsonElement value)
        => value.TryGetDecimal(out var number) ? (number / One).ToString(CultureInfo.InvariantCulture) : throw new JsonException("A number is too large.");

    private static void Raw(string text, IBufferWriter<byte> to) => Encoding.UTF8.GetBytes(text, to);
}
