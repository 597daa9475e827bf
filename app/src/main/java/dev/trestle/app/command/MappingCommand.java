package dev.trestle.app.command;

import picocli.CommandLine.Command;

/** {@code trestle mapping}: the rules of a site, looked at offline. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    description =
        "The mappings of a site: check, explain, diff, test, plausibility; for developers: guide."
            + " Needs no server.",
    footer = {"", "One rule with the layer of each property: trestle site mapping --rule ID"},
    subcommands = {
      MappingCheckCommand.class,
      MappingExplainCommand.class,
      MappingDiffCommand.class,
      MappingTestCommand.class,
      MappingPlausibilityCommand.class,
      MappingGuideCommand.class
    })
final class MappingCommand extends CommandGroup {}
