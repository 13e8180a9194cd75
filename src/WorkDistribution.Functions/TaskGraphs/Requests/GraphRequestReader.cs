using System.Text.Json;
using WorkDistribution.Core.TaskGraphs;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.TaskGraphs.Requests;

/// <summary>Reads a graph and names everything that is wrong with it.</summary>
internal sealed class GraphRequestReader(PayloadCheck check)
{
    private const string Example = """{"nodes":[{"id":"a","handler":"sleep","payload":{"milliseconds":10}},{"id":"b","handler":"sleep","payload":{"milliseconds":10}}],"edges":[["a","b"]]}""";

    private static readonly JsonElement NoPayload = JsonSerializer.SerializeToElement(new { });

    /// <summary>Reads a body.</summary>
    /// <returns>The graph, or null after complaints.</returns>
    public GraphRequest? Read(ReadOnlyMemory<byte> body, ValidationErrors errors)
    {
        if (RequestFields.Parse(body, Example, errors) is not { } fields)
        {
            return null;
        }

        if (!fields.Has("nodes"))
        {
            fields.Complain("nodes", "is missing: give at least one node.");
        }

        var nodes = fields.Objects("nodes", GraphLimits.MaxNodes).Select(ReadNode).ToList();
        var edges = ReadEdges(fields);
        var parallel = fields.Integer("maxParallel", 1, GraphLimits.MaxParallel) ?? GraphLimits.DefaultParallel;
        fields.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return null;
        }

        try
        {
            var graph = TaskGraph.Create([.. nodes.Select(static node => new TaskNode(node.Id, node.ExpectedMs ?? 0))], edges);
            RefuseStrangeReferences(graph, nodes, fields);
            return errors.IsEmpty ? new GraphRequest(graph, nodes, edges, parallel) : null;
        }
        catch (InvalidTaskGraphException e)
        {
            foreach (var problem in e.Problems)
            {
                errors.Add(problem.Field, problem.Message);
            }

            return null;
        }
    }

    private static List<TaskEdge> ReadEdges(RequestFields fields)
    {
        var edges = new List<TaskEdge>();
        var entries = fields.Array("edges", GraphLimits.MaxEdges);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].ValueKind == JsonValueKind.Array
                && entries[i].GetArrayLength() == 2
                && entries[i].EnumerateArray().All(static end => end.ValueKind == JsonValueKind.String))
            {
                edges.Add(new TaskEdge(entries[i][0].GetString()!, entries[i][1].GetString()!));
            }
            else
            {
                fields.Complain($"edges[{i}]", $"must be a pair of node ids, for example [\"a\",\"b\"], not {RequestFields.Describe(entries[i])}.");
            }
        }

        return edges;
    }

    // A node can only use what is sure to be there when it runs.
    private static void RefuseStrangeReferences(TaskGraph graph, List<NodeRequest> nodes, RequestFields fields)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var dependencies = graph.DependenciesOf(i).Select(dependency => graph.Nodes[dependency].Id);
            foreach (var stranger in nodes[i].References.Except(dependencies, StringComparer.Ordinal))
            {
                fields.Complain(
                    $"nodes[{i}].payload", $"refers to the output of '{stranger}', which it does not depend on: add the edge [\"{stranger}\",\"{nodes[i].Id}\"].");
            }
        }
    }

    private NodeRequest ReadNode(RequestFields node)
    {
        var id = node.RequiredText("id", GraphLimits.MaxIdLength);
        var handler = node.RequiredText("handler", GraphLimits.MaxIdLength);
        var payload = node.Any("payload") ?? NoPayload;
        var references = OutputReferences.In(payload).Distinct(StringComparer.Ordinal).ToList();
        RefusePayload(node, handler, payload, references.Count > 0);
        var request = new NodeRequest(
            id,
            handler,
            payload,
            references,
            node.Number("expectedMs", 0, GraphLimits.MaxExpectedMs),
            node.Integer("maxAttempts", 1, GraphLimits.MaxAttempts) ?? 1,
            node.Integer("timeoutSeconds", 1, GraphLimits.MaxTimeoutSeconds) ?? GraphLimits.DefaultTimeoutSeconds);
        node.RefuseOthers();
        return request;
    }

    private void RefusePayload(RequestFields node, string handler, JsonElement payload, bool hasReferences)
    {
        if (handler.Length == 0)
        {
            return;
        }

        // With references, the final form of a payload is known only when the node runs.
        var text = payload.GetRawText();
        var refusal = !hasReferences ? check.Refuse(handler, text, GraphLimits.MaxPayloadBytes)
            : check.RefuseHandler(handler) is { } unknown ? ("handler", unknown)
            : PayloadCheck.RefuseSize(text, GraphLimits.MaxPayloadBytes) is { } tooLarge ? ("payload", tooLarge)
            : null;
        if (refusal is var (field, message))
        {
            node.Complain(field, message);
        }
    }
}
