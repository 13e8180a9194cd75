using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace WorkDistribution.Core.MapReduce;

/// <summary>A pattern that lines are matched with: a literal compared as bytes where that is all it is, else a .NET regex.</summary>
internal sealed class LinePattern
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(2);
    private static readonly SearchValues<char> LiteralCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz _-<>/=:;,\"'@&%!~");

    // Compiling takes longer than matching a small split, and every task of a job makes its own instance.
    private static volatile LinePattern? lastCreated;

    private readonly string text;
    private readonly bool ignoreCase;
    private readonly byte[]? literal;
    private readonly Regex? regex;

    private LinePattern(string text, bool ignoreCase)
    {
        this.text = text;
        this.ignoreCase = ignoreCase;
        if (!ignoreCase && !text.AsSpan().ContainsAnyExcept(LiteralCharacters))
        {
            literal = Encoding.UTF8.GetBytes(text);
            return;
        }

        var options = RegexOptions.Compiled | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            regex = new Regex(text, options, MatchTimeout);
        }
        catch (RegexParseException e)
        {
            throw new JobParameterException("pattern", $"The pattern is no valid regular expression: {e.Message}");
        }
    }

    /// <summary>Makes a pattern, or takes the last one made when it is the same. Safe for use by several threads.</summary>
    /// <exception cref="JobParameterException">It is no valid regular expression.</exception>
    public static LinePattern Create(string text, bool ignoreCase)
    {
        var last = lastCreated;
        return last is not null && last.text == text && last.ignoreCase == ignoreCase
            ? last
            : lastCreated = new LinePattern(text, ignoreCase);
    }

    /// <summary>Whether a line matches.</summary>
    /// <exception cref="JobParameterException">Matching the line takes too long.</exception>
    public bool IsMatch(ReadOnlySpan<byte> line)
    {
        if (regex is null)
        {
            return line.IndexOf(literal) >= 0;
        }

        char[]? rented = null;
        var most = Encoding.UTF8.GetMaxCharCount(line.Length);
        Span<char> characters = most <= 512 ? stackalloc char[512] : rented = ArrayPool<char>.Shared.Rent(most);
        try
        {
            return regex.IsMatch(characters[..Encoding.UTF8.GetChars(line, characters)]);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JobParameterException(
                "pattern",
                $"Matching a line of {line.Length} bytes took more than {MatchTimeout.TotalSeconds} s; simplify the pattern.");
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }
}
