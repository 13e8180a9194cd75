using Microsoft.Azure.Functions.Worker.Converters;

namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

[InputConverter(typeof(LoudConverter))]
public sealed record LoudText(string Text);
