package dev.trestle.semantics.validation.profile;

import dev.trestle.kernel.problem.Finding;

/**
 * Where a resource is not as a profile asks.
 *
 * @param finding an error; its text names the profile and holds no value
 * @param certain whether it is wrong whatever other messages say of the resource
 */
public record Deviation(Finding finding, boolean certain) {}
