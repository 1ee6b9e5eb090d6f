/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

/**
 * The supertype of all rules that a profile can have. Each kind of rules is an interface that extends this one, in the
 * package that applies them. Its static method {@code of} asks {@link Profiles}, and is the only place outside profiles
 * that names the kind. A method returns an {@code Optional} if a profile may have no rule.
 */
public interface ProfileRules {}
