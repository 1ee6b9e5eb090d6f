/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What becomes of a refusal: JSON, a redirect, the token endpoint's answer; each as its place in Keycloak wants it. */
package org.smartpack.keycloak.error.answer;
