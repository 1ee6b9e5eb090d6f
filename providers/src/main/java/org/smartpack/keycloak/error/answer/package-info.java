/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Turns a refusal into a response: JSON, a redirect, or the token endpoint's error, in the form that each part of
 * Keycloak expects.
 */
package org.smartpack.keycloak.error.answer;
