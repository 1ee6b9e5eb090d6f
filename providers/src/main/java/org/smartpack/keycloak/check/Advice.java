/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

/**
 * What there is to say about every breach of a {@link RealmRule}. All texts are plain English.
 *
 * @param id lower-case words joined by hyphens; it never changes, and docs/realm-check.md has a row for it
 * @param mend what to do, as one or two sentences
 * @param place where in the admin console, or on the server
 */
public record Advice(String id, Severity severity, String mend, String place) {}
