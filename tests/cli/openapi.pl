# SPDX-License-Identifier: GPL-2.0-or-later
# openapi.pl URL - ask a server what its OpenAPI description says can be asked, and hold what comes to what it says will come:
# each operation alone, with each parameter's example, with all pairs of two; and with what a parameter may not be. Prints how many
# requests there were of each; dies of the first that is answered otherwise.
use strict;
use warnings;
use HTTP::Tiny;
use JSON::PP;

my $base = shift or die "usage: openapi.pl URL\n";
my $http = HTTP::Tiny->new;
my $api = decode_json($http->get("$base/openapi.json")->{content});
my $requests;

# The subset of JSON Schema that the description uses.
sub fault
{
	my ($value, $schema, $at) = @_;

	return fault($value, $api->{components}{schemas}{$1} // die("no schema $1\n"), $at)
		if ($schema->{'$ref'} // '') =~ m{^#/components/schemas/(.*)};
	my %is = (object => ref $value eq 'HASH', array => ref $value eq 'ARRAY', boolean => JSON::PP::is_bool($value));
	my $json = JSON::PP->new->allow_nonref->encode($value);
	$is{string} = $json =~ /^"/;
	$is{number} = $json =~ /^-?\d/;
	$is{integer} = $json =~ /^-?\d+$/;
	return "$at is no $schema->{type}: $json" if !$is{$schema->{type}};
	for my $name (@{$schema->{required} // []}) {
		return "$at has no $name" if !exists $value->{$name};
	}
	for my $name ($is{object} ? sort keys %$value : ()) {
		my $part = $schema->{properties}{$name} // $schema->{additionalProperties} // next;
		my $fault = fault($value->{$name}, $part, "$at.$name");
		return $fault if $fault;
	}
	for my $item ($is{array} && $schema->{items} ? @$value : ()) {
		my $fault = fault($item, $schema->{items}, "$at\[]");
		return $fault if $fault;
	}
	return undef;
}

sub encoded { my $text = shift; utf8::encode($text); $text =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge; $text }

# Ask, and hold the answer to the operation's responses.
sub ask
{
	my ($method, $operation, $path, $codes, @pairs) = @_;
	my ($sent) = values %{$operation->{requestBody}{content} // {}};
	my $target = $path . (@pairs ? '?' . join '&', map { "$_->[0]=" . encoded($_->[1]) } @pairs : '');
	my $got = $http->request(uc $method, "$base$target", $sent ? { content => $sent->{example} } : {});
	my ($type) = ($got->{headers}{'content-type'} // '') =~ /^([^;]*)/;
	my $response = $operation->{responses}{$got->{status}} // $operation->{responses}{default} // die "$target: $got->{status}\n";

	$requests++;
	die "$target: $got->{status}, not one of @$codes: $got->{content}\n" if !grep { $_ == $got->{status} } @$codes;
	my $content = $response->{content}{$type} // die "$target: the type $type is not described\n";
	die "$target: no body\n" if $got->{content} eq '';
	return if !$content->{schema};
	my $fault = fault(decode_json($got->{content}), $content->{schema}, '');
	die "$target: $fault\n" if $fault;
}

# Values that a schema does not let through.
sub wrong
{
	my $schema = shift;

	return ('no such value') if $schema->{enum};
	return ('no', $schema->{maximum} + 1, -1) if $schema->{type} eq 'integer';
	return ('maybe') if $schema->{type} eq 'boolean';
	return ();
}

# Some formats have no place for facets, which are counted once each.
my @fine = (200);
my @mostly_fine = (200, 400);

die "not OpenAPI 3.1\n" if $api->{openapi} !~ /^3\.1\./;
for my $path (sort keys %{$api->{paths}}) {
	for my $method (sort keys %{$api->{paths}{$path}}) {
		my $operation = $api->{paths}{$path}{$method};
		my @params = grep { $_->{in} eq 'query' } @{$operation->{parameters}};
		my $real = $path;

		$requests = 0;
		for my $param (grep { $_->{in} eq 'path' } @{$operation->{parameters}}) {
			my $value = encoded($param->{example});
			$real =~ s/\{$param->{name}\}/$value/ or die "$path has no {$param->{name}}\n";
		}
		die "$path: parts that are not described\n" if $real =~ /[{}]/;
		ask($method, $operation, $real, \@fine);
		ask($method, $operation, $real, [400], ['no-such-parameter', 1]);
		for my $param (@params) {
			my $schema = $param->{schema};
			my @right = ($param->{example}, @{$schema->{enum} // []}, $schema->{type} eq 'boolean' ? qw(true false) : ());

			ask($method, $operation, $real, \@fine, [$param->{name}, $_]) for @right;
			ask($method, $operation, $real, [400, 422], [$param->{name}, $_]) for wrong($schema);
			my @again = ([$param->{name}, $param->{example}]) x 2;
			ask($method, $operation, $real, $schema->{type} eq 'array' ? \@mostly_fine : [400], @again);
			for my $other (grep { $_->{name} lt $param->{name} } @params) {
				ask($method, $operation, $real, \@mostly_fine, map { [$_->{name}, $_->{example}] } $param, $other);
			}
		}
		print "$method $path: $requests requests\n";
	}
}
