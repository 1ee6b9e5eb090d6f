/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * New Zealand's rules for health APIs. A client has a class, the rules of a class are a profile of client policies, and
 * a policy of the realm applies the profile to the class. Nothing here touches a realm without such a policy.
 */
package org.smartpack.keycloak.nz;
