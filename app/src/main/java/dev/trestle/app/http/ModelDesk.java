package dev.trestle.app.http;

import dev.trestle.identity.learn.LinkModels;
import dev.trestle.identity.resolve.Workbench;

/**
 * Models of the linking, what they are trained on, and who looks at everybody again.
 *
 * @param hint told after another model was taken into use
 */
public record ModelDesk(LinkModels models, Workbench index, Runnable hint) {}
