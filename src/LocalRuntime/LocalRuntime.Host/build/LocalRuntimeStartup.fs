// Compiled into a function app by the build targets of the local runtime. It calls the runtime where that is deployed beside the app;
// where it is not, as in Azure, it does nothing.
namespace WorkDistribution.LocalRuntime

open System
open System.Reflection

type internal LocalRuntimeStartup() =
    interface Microsoft.Azure.Functions.Worker.IAutoConfigureStartup with
        member _.Configure(hostBuilder) =
            match Type.GetType("WorkDistribution.LocalRuntime.Host.LocalRuntimeHost, LocalRuntime.Host") with
            | null -> ()
            | host -> host.GetMethod("Configure").Invoke(null, BindingFlags.DoNotWrapExceptions, null, [| box hostBuilder |], null) |> ignore
