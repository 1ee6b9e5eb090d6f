/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;

/**
 * Something that was created or set in a realm, as Keycloak's admin events describe it.
 *
 * @param type the kind of thing
 * @param operation what was done to the resource at the path
 * @param path the path of its resource below the realm's
 * @param representation its representation in the admin REST API, or the members that were set
 * @param name what the log calls it
 */
public record Change(ResourceType type, OperationType operation, String path, Object representation, String name) {}
