using Voting.Manifests;

return Command.Run(args);
