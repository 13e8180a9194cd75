namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>A handler under its name.</summary>
/// <param name="Name">What submissions call it.</param>
/// <param name="Create">Makes an instance with the services of a scope.</param>
/// <param name="MayHaveBackup">Whether a slow attempt may be run a second time beside it.</param>
internal sealed record WorkHandlerRegistration(string Name, Func<IServiceProvider, IWorkHandlerInstance> Create, bool MayHaveBackup);
