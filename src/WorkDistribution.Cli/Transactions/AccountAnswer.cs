using System.Text.Json;

namespace WorkDistribution.Cli.Transactions;

/// <summary>What <c>GET /api/accounts/{id}</c> answers.</summary>
internal sealed record AccountAnswer(string Id, long Balance, JsonElement? Prepared);
