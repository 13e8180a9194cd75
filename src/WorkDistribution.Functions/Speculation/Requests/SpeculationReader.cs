using System.Text.Json;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Speculation.Orchestration;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Speculation.Requests;

/// <summary>Reads a speculation and names every field that is wrong; payloads are shown to their handlers.</summary>
internal sealed class SpeculationReader(PayloadCheck check)
{
    /// <summary>Bytes of a request's body.</summary>
    public const long MaxRequestBytes = 256 * 1024;

    private const int MaxBranches = 8;
    private const int MaxPayloadBytes = 16 * 1024;
    private const int MaxTimeoutSeconds = 3_600;
    private const string PrimaryExample = """{"handler":"choose-branch","payload":{"branch":"a"}}""";
    private const string Example =
        """{"name":"checkout","primary":{"handler":"choose-branch","payload":{"branch":"a"}},"branches":[{"name":"a","handler":"sleep","payload":{"milliseconds":10}}]}""";

    /// <summary>Reads a body.</summary>
    /// <returns>The speculation, or null when something is wrong.</returns>
    public SpeculationOrder? Read(ReadOnlyMemory<byte> body, ValidationErrors errors)
    {
        if (RequestFields.Parse(body, Example, errors) is not { } fields)
        {
            return null;
        }

        var name = fields.RequiredText("name", 100);
        if (name.Length > 0 && !ObjectName.IsSegment(name))
        {
            fields.Complain("name", "must have letters, digits, '.', '_' and '-' only, and not begin with '.'.");
        }

        var primary = ReadPrimary(fields);
        var count = fields.Any("branches") is { ValueKind: JsonValueKind.Array } array ? array.GetArrayLength() : 0;
        var branches = fields.Objects("branches", MaxBranches).Select(branch => ReadBranch(branch, count)).ToList();
        if (branches.Count == 0 && !errors.Messages.Keys.Any(static field => field.StartsWith("branches", StringComparison.Ordinal)))
        {
            fields.Complain("branches", $"is missing or empty: give 1 to {MaxBranches} branches.");
        }

        foreach (var twice in branches.GroupBy(static branch => branch.Name).Where(static group => group.Key.Length > 0 && group.Count() > 1))
        {
            fields.Complain("branches", $"has '{twice.Key}' {twice.Count()} times: names must differ.");
        }

        var timeout = fields.Integer("timeoutSeconds", 1, MaxTimeoutSeconds) ?? 60;
        fields.RefuseOthers();
        return errors.IsEmpty ? new SpeculationOrder(name, primary, branches, timeout) : null;
    }

    private WorkOrder ReadPrimary(RequestFields fields)
    {
        if (fields.Object("primary", PrimaryExample) is not { } primary)
        {
            if (!fields.Has("primary"))
            {
                fields.Complain("primary", $"is missing: give {PrimaryExample}.");
            }

            return new WorkOrder("", "null");
        }

        var work = ReadWork(primary);
        primary.RefuseOthers();
        return work;
    }

    private BranchOrder ReadBranch(RequestFields fields, int count)
    {
        var branch = new BranchOrder(
            fields.RequiredText("name", 100), ReadWork(fields), fields.Number("probability", 0, 1) ?? 1.0 / count, fields.Flag("cancellable") ?? true);
        fields.RefuseOthers();
        return branch;
    }

    private WorkOrder ReadWork(RequestFields fields)
    {
        var work = new WorkOrder(fields.RequiredText("handler", 64), fields.Any("payload")?.GetRawText() ?? "null");
        if (work.Handler.Length > 0 && check.Refuse(work.Handler, work.Payload, MaxPayloadBytes) is var (field, message))
        {
            fields.Complain(field, message);
        }

        return work;
    }
}
