using System.Security.Cryptography;
using System.Text;

namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary><c>sha256</c>: uses a processor; its result is <c>{"sha256":"…"}</c> in hexadecimal.</summary>
internal sealed class Sha256Handler : IWorkHandler<Sha256Payload>
{
    private const int MaxRounds = 100_000_000;
    private const int RoundsBetweenChecks = 1024;

    /// <inheritdoc/>
    public Task<object?> RunAsync(Sha256Payload payload, WorkContext context, CancellationToken cancellationToken)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(payload.Text), hash);
        for (var round = 1; round < payload.Rounds; round++)
        {
            if (round % RoundsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            SHA256.HashData(hash, hash);
        }

        return Task.FromResult<object?>(new Dictionary<string, string> { ["sha256"] = Convert.ToHexStringLower(hash) });
    }

    /// <inheritdoc/>
    public string? Refuse(Sha256Payload payload) => payload.Rounds is >= 1 and <= MaxRounds
        ? null
        : $"has {payload.Rounds} rounds: use 1 to {MaxRounds}.";
}
