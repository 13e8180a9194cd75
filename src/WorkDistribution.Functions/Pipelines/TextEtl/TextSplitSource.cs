using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Core.Pipelines.Text;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.Pipelines.Requests;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>
/// Cuts files into splits of whole lines: <c>{"files":[globs], "splitBytes"}</c>. Files below the input roots of MapReduce only; a file
/// larger than a split is read once to find its lines.
/// </summary>
internal sealed class TextSplitSource(InputSources sources) : IPipelineSource<TextItem>
{
    private const string FilesField = "input.files";
    private const string SplitBytesField = "input.splitBytes";
    private const int ReadBytes = 256 * 1024;

    public async Task CheckAsync(JsonElement input, CancellationToken cancellationToken) => await FindAsync(input, cancellationToken);

    public async IAsyncEnumerable<TextItem> ListAsync(JsonElement input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (files, splitBytes) = await FindAsync(input, cancellationToken);
        var count = 0;
        foreach (var file in files)
        {
            foreach (var split in file.Length <= splitBytes ? [new TextSplit(0, file.Length, 1)] : await CutAsync(file, splitBytes, cancellationToken))
            {
                if (++count > PipelineLimits.MaxItems)
                {
                    throw TooMany(splitBytes);
                }

                yield return new TextItem(file, split.Offset, split.Length, split.FirstLine);
            }
        }
    }

    private async Task<(IReadOnlyList<InputItem> Files, long SplitBytes)> FindAsync(JsonElement input, CancellationToken cancellationToken)
    {
        var (patterns, asked) = Read(input);
        var found = await RefusedAsync(() => sources[InputKind.Files].FindAsync(new JobInput(InputKind.Files, Files: patterns), cancellationToken));
        var files = found.Where(static file => file.Length > 0).ToList();
        if (files.Count == 0)
        {
            throw new PipelineInputException(FilesField, "The input is empty: every file it names has 0 bytes.");
        }

        if (files.Count > PipelineLimits.MaxItems)
        {
            throw new PipelineInputException(
                FilesField, $"names {files.Count} files, and each is at least one item; a pipeline takes {PipelineLimits.MaxItems}. Narrow the patterns, and start several pipelines.");
        }

        var bytes = files.Sum(static file => file.Length);
        var splitBytes = asked ?? Math.Clamp(bytes / TextLimits.DefaultItems, TextLimits.MinDefaultSplitBytes, TextLimits.MaxSplitBytes);
        return files.Sum(file => (file.Length + splitBytes - 1) / splitBytes) <= PipelineLimits.MaxItems ? (files, splitBytes) : throw TooMany(splitBytes);
    }

    private static (IReadOnlyList<string> Patterns, long? SplitBytes) Read(JsonElement input)
    {
        var errors = new ValidationErrors();
        var fields = RequestFields.Of(input, "input", """{"files":["docs/**/*.md"]}""", errors);
        var patterns = fields?.Texts("files", RequestLimits.MaxPatterns, RequestLimits.MaxTextLength) ?? [];
        var splitBytes = fields?.Integer("splitBytes", TextLimits.MinSplitBytes, TextLimits.MaxSplitBytes);
        fields?.RefuseOthers();
        if (errors.IsEmpty && patterns.Count == 0)
        {
            errors.Add(FilesField, "names no file: give at least one pattern.");
        }

        return errors.IsEmpty
            ? (patterns, splitBytes)
            : throw new PipelineInputException(errors.Messages.First().Key, string.Join(" ", errors.Messages.First().Value));
    }

    private async Task<IReadOnlyList<TextSplit>> CutAsync(InputItem file, long splitBytes, CancellationToken cancellationToken)
    {
        var cutter = new LineCutter(splitBytes);
        var buffer = new byte[ReadBytes];
        await using var stream = await RefusedAsync(() => sources[InputKind.Files].OpenAsync(new JobInput(InputKind.Files), file, 0, cancellationToken));
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            cutter.Add(buffer.AsSpan(0, read));
        }

        return cutter.Finish();
    }

    private static async Task<T> RefusedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (MapReduceUserException e)
        {
            throw new PipelineInputException(e.Field, e.Message);
        }
    }

    private static PipelineInputException TooMany(long splitBytes) => new(
        SplitBytesField,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Splits of {splitBytes} bytes cut this input into more than {PipelineLimits.MaxItems} items. Use larger ones, up to {TextLimits.MaxSplitBytes}, or narrow the patterns and start several pipelines."));
}
