namespace WorkDistribution.Core.MapReduce;

/// <summary>How an input is cut into records.</summary>
public enum RecordFormat
{
    /// <summary>
    /// A record is a line without its terminator: <c>\n</c>, or <c>\r\n</c>. The last line needs none. A line is at most
    /// <see cref="MapOptions.MaxLineBytes"/> long.
    /// </summary>
    Lines,

    /// <summary>
    /// A record is a word: a maximal run of Unicode letters and digits, lower-cased invariantly. Everything else separates,
    /// invalid UTF-8 included. A word of more than 64 KiB is delivered in pieces of 64 KiB.
    /// </summary>
    Text,
}
