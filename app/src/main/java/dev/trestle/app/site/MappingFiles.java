package dev.trestle.app.site;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.MappingMistake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The overlays and tables of a site: which layers there are, and whether they compile. */
final class MappingFiles {
  private final Mistakes mistakes;
  private final Map<String, String> filesByLayer = new LinkedHashMap<>();
  private final List<SiteMapping.Text> overlays = new ArrayList<>();
  private final List<SiteMapping.Text> tables = new ArrayList<>();

  MappingFiles(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  void overlay(SiteText file, Node node) {
    String layer = new YamlItem(file.path(), node, mistakes).required("overlay");
    String other = filesByLayer.putIfAbsent(layer, file.path());
    if (other != null) {
      mistakes.add(file.path(), 1, "the overlay `" + layer + "` is also in " + other);
    }
    overlays.add(new SiteMapping.Text(file.path(), file.text()));
  }

  void table(SiteText file) {
    tables.add(new SiteMapping.Text(file.path(), file.text()));
  }

  /** Names of the layers, for the sources that take them. */
  Set<String> layers() {
    return filesByLayer.keySet();
  }

  SiteMapping mapping() {
    return new SiteMapping(overlays, tables);
  }

  /**
   * Compiles what each source takes, and alone what none takes, so that no file stays unchecked. Of
   * one combination the compiler tells the first mistake.
   */
  void compile(List<HealthSystem> systems) {
    Set<List<String>> wanted = new LinkedHashSet<>();
    systems.forEach(system -> system.sources().forEach(source -> wanted.add(source.layers())));
    Set<String> unused = new LinkedHashSet<>(layers());
    wanted.forEach(unused::removeAll);
    unused.forEach(layer -> wanted.add(List.of(layer)));
    wanted.remove(List.<String>of());
    if (wanted.isEmpty() && !tables.isEmpty()) {
      mistakes.add(
          tables.get(0).name(), 0, "no overlay is there that could use it; see mappings/*.yaml");
    }
    wanted.forEach(this::compileLayers);
  }

  private void compileLayers(List<String> layers) {
    try {
      MappingTranslator.ofBase().plan(mapping(), layers);
    } catch (TrestleException invalid) {
      if (!(invalid.getCause() instanceof MappingMistake mistake)) {
        throw invalid;
      }
      mistakes.add(mistake.place().file(), mistake.place().line(), mistake.text());
    }
  }
}
