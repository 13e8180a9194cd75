using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>
/// The routes of the app in the order of the real host: by function name, and the first that fits answers. Another method is 404, not
/// the 405 of ASP.NET Core (azure-functions-host issue 10098).
/// </summary>
internal sealed class FunctionRoutes
{
    private readonly List<FunctionRoute> _all;
    private readonly Dictionary<string, FunctionRoute[]> _byLiteral;
    private readonly FunctionRoute[] _others;
    private readonly int _segment;

    public FunctionRoutes(IFunctionCatalog catalog, HostOptions options, IInlineConstraintResolver constraints)
    {
        _all = [.. catalog.Functions.Where(f => f.Is(BindingTypes.HttpTrigger)).Select(f => new FunctionRoute(f, options.Http, constraints))];

        // Templates are compared one after the other, so those that differ in the first segment behind the prefix are left out.
        _segment = options.Http.RoutePrefix.Length == 0 ? 0 : options.Http.RoutePrefix.Count(c => c == '/') + 1;
        _others = [.. _all.Where(r => LiteralOf(r) is null)];
        _byLiteral = _all.Select(LiteralOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(
            literal => literal,
            literal => _all.Where(r => LiteralOf(r) is not { } own || own.Equals(literal, StringComparison.OrdinalIgnoreCase)).ToArray(),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The function that answers, and its route values; null when none does.</summary>
    public (FunctionDescriptor Function, RouteValueDictionary Values)? Match(HttpContext http)
    {
        var path = http.Request.Path;
        var candidates = SegmentOf(path.Value ?? string.Empty, _segment) is { Length: > 0 } literal && _byLiteral.TryGetValue(literal, out var same)
            ? same
            : _others;
        foreach (var route in candidates)
        {
            var values = new RouteValueDictionary();
            if (route.Allows(http.Request.Method) && route.Fits(http, path, values))
            {
                return (route.Function, values);
            }
        }

        return null;
    }

    /// <summary>Routes that never answer, at least for some method, because an earlier one takes their requests.</summary>
    public IEnumerable<string> FindHidden()
    {
        for (var later = 1; later < _all.Count; later++)
        {
            var hidden = _all[later];
            foreach (var earlier in _all.Take(later).Where(r => Overlaps(r, hidden) && Takes(r, hidden)))
            {
                yield return $"The route '{hidden.Path}' of function '{hidden.Function.Name}' is hidden by '{earlier.Path}' of function '{earlier.Function.Name}': "
                    + "the real host tries routes in the order of function names and takes the first that fits. Rename one of the functions so that the more special route comes first.";
            }
        }
    }

    private static bool Overlaps(FunctionRoute one, FunctionRoute other) =>
        one.Methods.Count == 0 || other.Methods.Count == 0 || one.Methods.Intersect(other.Methods).Any();

    private static bool Takes(FunctionRoute earlier, FunctionRoute hidden)
    {
        // A path that the hidden route is for; with constraints that no sample meets nothing is said.
        foreach (var sample in new[] { "x", "0", Guid.Empty.ToString(), "2000-01-01", "true" })
        {
            var path = new PathString("/" + string.Join('/', hidden.Template.Segments.Select(s => SampleOf(s, sample))));
            if (hidden.Fits(null, path, []))
            {
                return earlier.Fits(null, path, []);
            }
        }

        return false;
    }

    private static string SampleOf(TemplateSegment segment, string sample) =>
        string.Concat(segment.Parts.Select(part => part.IsParameter ? sample : part.Text));

    private string? LiteralOf(FunctionRoute route) =>
        route.Template.Segments.Count > _segment && route.Template.Segments[_segment] is { IsSimple: true, Parts: [{ IsLiteral: true } part] }
            ? part.Text
            : null;

    private static string SegmentOf(string path, int index)
    {
        var start = 1;
        for (; index > 0 && start > 0 && start <= path.Length; index--)
        {
            start = path.IndexOf('/', start) + 1;
        }

        if (start == 0 || start > path.Length)
        {
            return string.Empty;
        }

        var end = path.IndexOf('/', start);
        return end < 0 ? path[start..] : path[start..end];
    }
}
