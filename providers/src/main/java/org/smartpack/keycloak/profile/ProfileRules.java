/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

/**
 * What a profile can have rules on. Every kind of rules is an interface that extends this one, in the package that goes
 * by them, with a static method {@code of} that asks {@link Profiles}: the only place outside of profiles that names
 * the kind. A method that a profile may have nothing to say in answers with an {@code Optional}.
 */
public interface ProfileRules {}
