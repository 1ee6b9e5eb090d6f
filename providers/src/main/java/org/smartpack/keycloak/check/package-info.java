/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The realm check: what is wrong or odd in a realm, and how to mend it. An administrator asks for it below
 * {@code /admin/realms/{realm}}; it also runs when the server starts and after an import. Whatever can be refused when
 * it is saved is refused by the same rules. Rules are in {@code check.rule} and, about what only they know, in other
 * packages; see {@link org.smartpack.keycloak.check.RuleBook}.
 */
package org.smartpack.keycloak.check;
