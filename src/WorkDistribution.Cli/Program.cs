using WorkDistribution.Cli;

return await WdCommand.InvokeAsync(args, Console.Out, Console.Error);
