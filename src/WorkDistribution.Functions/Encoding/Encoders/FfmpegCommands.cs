using System.Globalization;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>The command lines of ffmpeg and ffprobe.</summary>
internal static class FfmpegCommands
{
    /// <summary>
    /// Containers that hold their own frames. Playlists are not among them: one could make ffmpeg read files outside the input roots.
    /// </summary>
    private const string Containers = "matroska,webm,mov,mp4,avi,mpegts,flv,ogg";

    private static readonly string[] Quiet = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"];

    private static readonly string[] SafeInput = ["-protocol_whitelist", "file", "-format_whitelist", Containers];

    /// <summary>Cuts at key frames, without decoding: a chunk begins at the first key frame at or after each multiple of the length.</summary>
    public static IReadOnlyList<string> Split(string input, double seconds, string folder) =>
    [
        .. Quiet, .. SafeInput, "-i", input, "-map", "0:v:0", "-map", "0:a?", "-c", "copy", "-f", "segment",
        "-segment_time", seconds.ToString(CultureInfo.InvariantCulture), "-reset_timestamps", "1", "-segment_format", "matroska",
        Path.Combine(folder, "%07d.mkv"),
    ];

    /// <summary>Encodes the video of one chunk as H.264 and copies its sound, which would get gaps where chunks meet.</summary>
    public static IReadOnlyList<string> Encode(string input, string output) =>
    [
        .. Quiet, .. SafeInput, "-i", input, "-map", "0:v:0", "-map", "0:a?", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23",
        "-c:a", "copy", "-f", "matroska", output,
    ];

    /// <summary>Puts chunks together that a list names in order.</summary>
    public static IReadOnlyList<string> Concatenate(string list, string output) =>
        [.. Quiet, "-f", "concat", "-safe", "0", "-i", list, "-map", "0", "-c", "copy", output];

    /// <summary>Asks for the frames of the first video stream, counted by its packets, and for the duration.</summary>
    public static IReadOnlyList<string> Probe(string input) =>
    [
        "-v", "error", .. SafeInput, "-select_streams", "v:0", "-count_packets",
        "-show_entries", "stream=nb_read_packets:format=duration", "-of", "json", input,
    ];

    /// <summary>One line of a list for <see cref="Concatenate"/>.</summary>
    public static string ListLine(string file) => $"file '{file.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
