using System.Globalization;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>Video: cut at key frames, encoded chunk by chunk, concatenated, and verified by frame count and duration.</summary>
internal sealed class FfmpegEncoder(IObjectStore store, EncodingPaths paths, ToolRunner tools) : IChunkEncoder
{
    private const string Ffmpeg = "ffmpeg";
    private const string Ffprobe = "ffprobe";

    /// <summary>Time stamps are rounded where chunks meet; half a second or one percent says that no chunk is missing.</summary>
    private const double ToleratedSeconds = 0.5;
    private const double ToleratedShare = 0.01;

    private static readonly string[] OutputExtensions = [".mkv", ".mp4", ".mov"];

    public string Name => "ffmpeg";

    public ChunkUnit Unit => ChunkUnit.Seconds;

    public string? FindProblem() => ((string[])[Ffmpeg, Ffprobe]).FirstOrDefault(static tool => ToolRunner.Find(tool) is null) is { } missing
        ? $"{missing} is not on the PATH of the host, so video cannot be encoded there. Install ffmpeg, or use gzip or zstd."
        : null;

    public void CheckRequest(EncodingRequest request)
    {
        if (!OutputExtensions.Contains(Path.GetExtension(request.Output), StringComparer.OrdinalIgnoreCase))
        {
            throw new EncodingRejectedException("output", $"must end with {string.Join(", ", OutputExtensions)}: the name tells ffmpeg the container.");
        }
    }

    public async Task<EncodingDescription> SplitAsync(EncodingLayout layout, EncodingRequest request, CancellationToken cancellationToken)
    {
        paths.CheckInput(request.Input);
        CheckRequest(request);
        var facts = await ProbeInputAsync(request, cancellationToken);
        using var scratch = new ScratchFolder();
        await tools.RunAsync(Ffmpeg, FfmpegCommands.Split(request.Input.Path, request.ChunkSize, scratch.Path), cancellationToken);
        var segments = Directory.GetFiles(scratch.Path, "*.mkv").Order(StringComparer.Ordinal).ToList();
        if (segments.Count is 0 or > EncodingLimits.MaxChunks)
        {
            throw new EncodingRejectedException("chunk", segments.Count == 0
                ? $"ffmpeg cut no chunk out of '{request.Input.Path}'."
                : $"cuts the video into {segments.Count} chunks; at most {EncodingLimits.MaxChunks} are taken. Use longer chunks.");
        }

        for (var chunk = 0; chunk < segments.Count; chunk++)
        {
            await using var segment = File.OpenRead(segments[chunk]);
            await using var writer = await store.CreateAsync(layout.Segment(chunk), transient: true, cancellationToken);
            await segment.CopyToAsync(writer.Content, cancellationToken);
            await writer.CommitAsync(cancellationToken);
        }

        return new EncodingDescription(request, segments.Count, facts);
    }

    public async Task<long> EncodeAsync(
        EncodingLayout layout, EncodingDescription description, int chunk, Stream output, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        var (segment, encoded) = (scratch["in.mkv"], scratch["out.mkv"]);
        await DownloadAsync(layout.Segment(chunk), segment, cancellationToken);
        await tools.RunAsync(Ffmpeg, FfmpegCommands.Encode(segment, encoded), cancellationToken);
        await using var result = File.OpenRead(encoded);
        await result.CopyToAsync(output, cancellationToken);
        return new FileInfo(segment).Length;
    }

    public async Task StitchAsync(EncodingDescription description, IReadOnlyList<StoredChunk> chunks, string file, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        var lines = new List<string>();
        foreach (var chunk in chunks)
        {
            var local = scratch[string.Create(CultureInfo.InvariantCulture, $"{lines.Count:D7}.mkv")];
            await DownloadAsync(chunk.Name, local, cancellationToken);
            lines.Add(FfmpegCommands.ListLine(local));
        }

        var list = scratch["list.txt"];
        await File.WriteAllLinesAsync(list, lines, cancellationToken);
        await tools.RunAsync(Ffmpeg, FfmpegCommands.Concatenate(list, file), cancellationToken);
        await VerifyAsync(description.Video!, file, cancellationToken);
    }

    private async Task<VideoFacts> ProbeInputAsync(EncodingRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return ProbeReader.Read(await tools.RunAsync(Ffprobe, FfmpegCommands.Probe(request.Input.Path), cancellationToken))
                ?? throw new EncodingRejectedException("input", $"ffprobe finds no video with a duration in '{request.Input.Path}'.");
        }
        catch (ToolException e)
        {
            throw new EncodingRejectedException("input", $"'{request.Input.Path}' is no video that ffmpeg reads: {e.Message}");
        }
    }

    private async Task VerifyAsync(VideoFacts before, string file, CancellationToken cancellationToken)
    {
        var after = ProbeReader.Read(await tools.RunAsync(Ffprobe, FfmpegCommands.Probe(file), cancellationToken))
            ?? throw new ToolException("ffprobe finds no video in the stitched file.");
        var tolerance = Math.Max(ToleratedSeconds, before.Seconds * ToleratedShare);
        if (after.Frames != before.Frames || Math.Abs(after.Seconds - before.Seconds) > tolerance)
        {
            throw new ToolException(string.Create(
                CultureInfo.InvariantCulture,
                $"The stitched video has {after.Frames} frames in {after.Seconds:0.###} s, the input {before.Frames} in {before.Seconds:0.###} s. Nothing was published."));
        }
    }

    private async Task DownloadAsync(string name, string file, CancellationToken cancellationToken)
    {
        await using var source = await store.OpenReadAsync(name, 0, cancellationToken);
        await using var target = File.Create(file);
        await source.CopyToAsync(target, cancellationToken);
    }
}
