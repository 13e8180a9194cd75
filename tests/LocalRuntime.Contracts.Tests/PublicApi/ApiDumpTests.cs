namespace LocalRuntime.Contracts.Tests.PublicApi;

/// <summary>The subset test is worth what the dump sees, so the dump is tested with a type that has one of everything.</summary>
public sealed class ApiDumpTests
{
    private const string Space = "LocalRuntime.Contracts.Tests.PublicApi.";

    [Fact]
    public void Lines_show_the_whole_signature() =>
        Assert.Equal(
            new[]
            {
                $"{Space}ApiSample<T> :: [Obsolete] protected internal virtual void Old()",
                // The compiler keeps older compilers from a constructor that leaves required members unset.
                $"{Space}ApiSample<T> :: [Obsolete] protected ApiSample(string? name = null)",
                $"{Space}ApiSample<T> :: protected static readonly int Shared",
                $"{Space}ApiSample<T> :: public abstract System.Threading.Tasks.Task<TResult> RunAsync<TResult>"
                    + "(System.Collections.Generic.IReadOnlyDictionary<string, object?> items, "
                    + "System.Threading.CancellationToken cancellation = default)"
                    + " where TResult : class, new()",
                $"{Space}ApiSample<T> :: public const string Text = text",
                $"{Space}ApiSample<T> :: public event System.EventHandler Changed",
                $"{Space}ApiSample<T> :: public int? Count {{ get; protected set; }}",
                $"{Space}ApiSample<T> :: public override string ToString()",
                $"{Space}ApiSample<T> :: public required T[] Items {{ get; init; }}",
                $"{Space}ApiSample<T> :: public static bool TryGet("
                    + "in int key, out string value, ref long position, params string?[] names)",
                $"{Space}ApiSample<T> :: public string this[int index] {{ get; }}",
                $"{Space}ApiSample<T> :: type public abstract class {Space}ApiSample<T> : System.IDisposable"
                    + " where T : System.IComparable<T>",
                $"{Space}ApiSample<T> :: public void Dispose()",
                $"{Space}ApiSample<T>.Kind :: Large = 5",
                $"{Space}ApiSample<T>.Kind :: Small = 0",
                $"{Space}ApiSample<T>.Kind :: type public enum {Space}ApiSample<T>.Kind where T : System.IComparable<T>",
                $"{Space}ApiSample<T>.Visitor :: type public delegate bool {Space}ApiSample<T>.Visitor(T item, double weight = 0.5)",
            }.Order(StringComparer.Ordinal),
            ApiDump.Of(typeof(ApiDumpTests).Assembly, IsSample).Order(StringComparer.Ordinal));

    private static bool IsSample(Type type) =>
        (type.DeclaringType ?? type) == typeof(ApiSample<>);
}
