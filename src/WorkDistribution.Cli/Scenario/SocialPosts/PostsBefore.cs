using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using WorkDistribution.Core.Posts;

namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>
/// The designs before the fix, as a process of their own (the hidden command <c>posts-before</c>), so that memory and processor time are
/// theirs alone: one thread with one connection; or a thousand threads, each post with a connection of its own, fed by a queue without
/// bound.
/// </summary>
internal static class PostsBefore
{
    /// <summary>The hidden command.</summary>
    public const string CommandName = "posts-before";

    /// <summary>Stack of a thread, as in the seed.</summary>
    private const int StackBytes = 10 * 1024 * 1024;

    public static Command Create(TextWriter output)
    {
        var connection = new Argument<string>("CONNECTION");
        var table = new Argument<string>("TABLE");
        var posts = new Argument<int>("POSTS");
        var threads = new Argument<int>("THREADS");
        var analysisMs = new Argument<int>("ANALYSIS_MS");
        var command = new Command(CommandName, "Score posts as wd scenario social-posts does before the fix.") { connection, table, posts, threads, analysisMs };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var figures = Run(
                parsed.GetRequiredValue(connection),
                parsed.GetRequiredValue(table),
                parsed.GetRequiredValue(posts),
                parsed.GetRequiredValue(threads),
                TimeSpan.FromMilliseconds(parsed.GetRequiredValue(analysisMs)),
                cancellationToken);
            await output.WriteLineAsync(JsonSerializer.Serialize(figures));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The command line; one thread keeps its connection, several do not.</summary>
    public static IReadOnlyList<string> Arguments(string connection, string table, int posts, int threads, int analysisMs) =>
        [CommandName, "--", connection, table, .. ((int[])[posts, threads, analysisMs]).Select(static number => number.ToString(CultureInfo.InvariantCulture))];

    private static PostsRun Run(string connection, string table, int posts, int threads, TimeSpan analysis, CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var busyBefore = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var queue = new Queue<(int Number, string Text)>(Enumerable.Range(0, posts).Select(static number => (number, GeneratedPosts.Text(number))));
        var (saved, refused, savingTicks) = (0, 0, 0L);
        if (threads == 1)
        {
            using var http = new HttpClient();
            Work(() => http, ownConnection: false);
        }
        else
        {
            var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() => Work(static () => new HttpClient(), ownConnection: true), StackBytes)).ToList();
            workers.ForEach(static worker => worker.Start());
            workers.ForEach(static worker => worker.Join());
        }

        cancellationToken.ThrowIfCancellationRequested();
        process.Refresh();
        return new PostsRun
        {
            Saved = saved,
            Failed = refused,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            SaveMs = saved == 0 ? 0 : TimeSpan.FromTicks(savingTicks).TotalMilliseconds / saved,
            PeakMemoryBytes = process.PeakWorkingSet64,
            ProcessorSeconds = (process.TotalProcessorTime - busyBefore).TotalSeconds,
            PeakBacklog = threads == 1 ? 1 : posts,
        };

        void Work(Func<HttpClient> connect, bool ownConnection)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                (int Number, string Text) post;
                lock (queue)
                {
                    if (!queue.TryDequeue(out post))
                    {
                        return;
                    }
                }

                var score = SentimentScorer.Score(post.Text);
                cancellationToken.WaitHandle.WaitOne(analysis);
                var http = connect();
                try
                {
                    var begun = Stopwatch.GetTimestamp();
                    var options = new TableClientOptions { Transport = new HttpClientTransport(http) };
                    options.Retry.MaxRetries = 0;
                    new TableClient(connection, table, options).UpsertEntity(
                        new TableEntity("posts", post.Number.ToString("D12", CultureInfo.InvariantCulture)) { ["Score"] = score }, TableUpdateMode.Replace, CancellationToken.None);
                    Interlocked.Add(ref savingTicks, Stopwatch.GetElapsedTime(begun).Ticks);
                    Interlocked.Increment(ref saved);
                }
                catch (Exception e) when (e is RequestFailedException or HttpRequestException or IOException or SocketException)
                {
                    // The database refused the connection: nobody tries again, the post is lost.
                    Interlocked.Increment(ref refused);
                }
                finally
                {
                    if (ownConnection)
                    {
                        http.Dispose();
                    }
                }
            }
        }
    }
}
