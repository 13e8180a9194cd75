namespace WorkDistribution.Functions.Sagas;

/// <summary>A saga that an app adds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it from the app's services.</param>
internal sealed record SagaRegistration(string Name, Func<IServiceProvider, Saga> Create);
