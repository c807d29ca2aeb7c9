/*
 * offline.c - answers for the network libraries that libgit2 is built on, which are never used
 * here.
 *
 * git_libgit2_init starts them up, and that reads all certificates of the system: five times as
 * long as git takes to start. The functions below stand in the program itself, so they come before
 * those of the shared libraries; and where libgit2 is linked statically, they are all that it
 * finds, so that no network library is loaded at all (src/repo/CMakeLists.txt). None is called but
 * by git_libgit2_init; each says that all went well.
 *
 * The list is what libgit2 1.5 of Debian 12 asks for, with mbed TLS, libssh2, http-parser and
 * GSSAPI. A libgit2 that is built on others is linked as a shared library, and only starts more
 * slowly.
 */

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* Arguments are nobody's business: the caller removes them (System V AMD64 and AAPCS64 calling
 * conventions). */
#define ANSWER(name)                                                                               \
	int name(void);                                                                            \
	int name(void)                                                                             \
	{                                                                                          \
		return 0;                                                                          \
	}

/* mbedtls */
ANSWER(mbedtls_ctr_drbg_free)
ANSWER(mbedtls_ctr_drbg_init)
ANSWER(mbedtls_ctr_drbg_random)
ANSWER(mbedtls_ctr_drbg_seed)
ANSWER(mbedtls_entropy_free)
ANSWER(mbedtls_entropy_func)
ANSWER(mbedtls_entropy_init)
ANSWER(mbedtls_sha256_finish)
ANSWER(mbedtls_sha256_free)
ANSWER(mbedtls_sha256_init)
ANSWER(mbedtls_sha256_starts)
ANSWER(mbedtls_sha256_update)
ANSWER(mbedtls_ssl_close_notify)
ANSWER(mbedtls_ssl_conf_authmode)
ANSWER(mbedtls_ssl_conf_ciphersuites)
ANSWER(mbedtls_ssl_conf_min_version)
ANSWER(mbedtls_ssl_config_defaults)
ANSWER(mbedtls_ssl_config_free)
ANSWER(mbedtls_ssl_free)
ANSWER(mbedtls_ssl_get_peer_cert)
ANSWER(mbedtls_ssl_get_verify_result)
ANSWER(mbedtls_ssl_handshake)
ANSWER(mbedtls_ssl_init)
ANSWER(mbedtls_ssl_read)
ANSWER(mbedtls_ssl_set_bio)
ANSWER(mbedtls_ssl_set_hostname)
ANSWER(mbedtls_ssl_setup)
ANSWER(mbedtls_ssl_write)
ANSWER(mbedtls_strerror)
ANSWER(mbedtls_x509_crt_free)
ANSWER(mbedtls_x509_crt_init)
ANSWER(mbedtls_x509_crt_parse_file)
ANSWER(mbedtls_x509_crt_parse_path)
ANSWER(mbedtls_x509_crt_verify_info)

/* libssh2 */
ANSWER(libssh2_agent_connect)
ANSWER(libssh2_agent_disconnect)
ANSWER(libssh2_agent_free)
ANSWER(libssh2_agent_get_identity)
ANSWER(libssh2_agent_init)
ANSWER(libssh2_agent_list_identities)
ANSWER(libssh2_agent_userauth)
ANSWER(libssh2_channel_close)
ANSWER(libssh2_channel_free)
ANSWER(libssh2_channel_open_ex)
ANSWER(libssh2_channel_process_startup)
ANSWER(libssh2_channel_read_ex)
ANSWER(libssh2_channel_set_blocking)
ANSWER(libssh2_channel_write_ex)
ANSWER(libssh2_exit)
ANSWER(libssh2_hostkey_hash)
ANSWER(libssh2_init)
ANSWER(libssh2_knownhost_checkp)
ANSWER(libssh2_knownhost_free)
ANSWER(libssh2_knownhost_init)
ANSWER(libssh2_knownhost_readfile)
ANSWER(libssh2_session_abstract)
ANSWER(libssh2_session_disconnect_ex)
ANSWER(libssh2_session_free)
ANSWER(libssh2_session_handshake)
ANSWER(libssh2_session_hostkey)
ANSWER(libssh2_session_init_ex)
ANSWER(libssh2_session_last_error)
ANSWER(libssh2_session_method_pref)
ANSWER(libssh2_session_set_blocking)
ANSWER(libssh2_userauth_authenticated)
ANSWER(libssh2_userauth_keyboard_interactive_ex)
ANSWER(libssh2_userauth_list)
ANSWER(libssh2_userauth_password_ex)
ANSWER(libssh2_userauth_publickey)
ANSWER(libssh2_userauth_publickey_fromfile_ex)
ANSWER(libssh2_userauth_publickey_frommemory)

/* http_parser */
ANSWER(http_errno_description)
ANSWER(http_parser_execute)
ANSWER(http_parser_init)
ANSWER(http_parser_parse_url)
ANSWER(http_parser_pause)
ANSWER(http_should_keep_alive)

/* gssapi */
ANSWER(gss_delete_sec_context)
ANSWER(gss_display_status)
ANSWER(gss_import_name)
ANSWER(gss_indicate_mechs)
ANSWER(gss_init_sec_context)
ANSWER(gss_release_buffer)
ANSWER(gss_release_name)
ANSWER(gss_release_oid_set)
/* The object identifier of a kind of name, for gss_import_name. */
extern void *GSS_C_NT_HOSTBASED_SERVICE;
void *GSS_C_NT_HOSTBASED_SERVICE;

/* 0 would mean that no cipher is known, and that is an error. */
int mbedtls_ssl_get_ciphersuite_id(const char *name);
int mbedtls_ssl_get_ciphersuite_id(const char *name)
{
	(void)name;
	return 1;
}

/* libgit2 frees what it finds in here before it sets it. Its size is known to nobody but malloc. */
void mbedtls_ssl_config_init(void *config);
void mbedtls_ssl_config_init(void *config)
{
	memset(config, 0, malloc_usable_size(config));
}

/* These take over what libgit2 allocated and would find again in the configuration, when it is shut
 * down. */
void mbedtls_ssl_conf_rng(
	void *config, int (*random)(void *, unsigned char *, size_t), void *state);
void mbedtls_ssl_conf_rng(void *config, int (*random)(void *, unsigned char *, size_t), void *state)
{
	(void)config, (void)random;
	free(state);
}

void mbedtls_ssl_conf_ca_chain(void *config, void *chain, void *revoked);
void mbedtls_ssl_conf_ca_chain(void *config, void *chain, void *revoked)
{
	(void)config, (void)revoked;
	free(chain);
}

/* libgit2 1.5 forgets the match data of a regular expression that does not match, at every opening
 * of a repository (git_regexp_match in its util/regexp.c). */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define HAS_LEAK_CHECKER
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define HAS_LEAK_CHECKER
#endif
#ifdef HAS_LEAK_CHECKER
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:pcre2_\nleak:libpcre2\n";
}
#endif
