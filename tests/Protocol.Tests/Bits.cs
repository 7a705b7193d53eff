namespace Protocol.Tests;

/// <summary>Small numbers kept in one word, so that a state is compared and hashed in a few instructions.</summary>
internal static class Bits
{
    public static int Get(this ulong word, int at, int bits) => (int)((word >> at) & ((1UL << bits) - 1));

    public static ulong Set(this ulong word, int at, int bits, int value)
        => (word & ~(((1UL << bits) - 1) << at)) | ((ulong)value << at);
}
